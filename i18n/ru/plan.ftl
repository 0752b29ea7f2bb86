# Planning a visit: the form, what is wrong with it, what will be recorded.
plan-title = Запланировать выезд
plan-title-repeat = Запланировать повторный выезд
plan-subtitle = Сохраняется на этом компьютере и направляется в реестр, когда есть сеть

## Parts of the form
plan-where = Куда
plan-organisation-find = Выберите: название или БИН
plan-premises = Адрес (здание)
plan-premises-choose = Выберите здание
plan-when = Когда
plan-first-day = Первый день выезда
plan-last-day = Последний день выезда
plan-period-from = Проверяемый период: с
plan-period-to = Проверяемый период: по
plan-text-in-kk = На казахском
plan-text-in-ru = На русском
plan-text-in-en = На английском
plan-purpose-hint = Достаточно одного языка: в остальных будет показан тот же текст.
plan-checklists-hint = Отмечены листы, обычные для организаций этого вида. Версия закрепляется: более поздние изменения не затронут этот выезд.
plan-checklists-repeat = Отмечены листы прежнего выезда в новейшей версии. Версия закрепляется: более поздние изменения не затронут этот выезд.
plan-checklist-version = версия { $version }
plan-commission-hint = Председатель один. Секретарь сводит ответы. Эксперт консультирует и не подписывает акт.
plan-person-add = Добавить в комиссию
plan-person-find = Выберите: ФИО или должность
plan-person-remove = Убрать из комиссии: { $name }
plan-person-role = Роль в комиссии: { $name }
plan-order-now = Сразу назначить выезд приказом
plan-order-later = Приказ можно издать позже, на странице выезда.

## What it is planned with
plan-directory-missing = Списки людей и проверочных листов не загружены
plan-directory-missing-detail = Подключитесь к сети и один раз синхронизируйте данные. После этого выезды можно планировать и без сети.
plan-directory-nobody = В реестре нет никого, кого можно направить на вашу территорию. Обратитесь к его администратору.

## Texts a plan begins with
plan-purpose-usual = Мониторинг фактического оказания услуг образования
plan-purpose-repeat = Проверка исполнения предписания

## Before it is recorded
plan-next = Проверить и запланировать…
plan-missing = Заполните или исправьте перед планированием
plan-confirm-title = Что будет записано
plan-confirm = Запланировать
plan-confirm-ordered = Запланировать и назначить
plan-confirm-note = Выезд сразу записывается на этом компьютере. Когда реестр его примет, он появится у членов комиссии. До приказа дни можно перенести; состав комиссии потом не меняется.
plan-confirm-note-ordered = Выезд сразу записывается на этом компьютере. Когда реестр его примет, он появится у членов комиссии. После приказа дни и состав комиссии не меняются.
plan-confirm-order = Вместе с планом издаётся приказ № { $number } от { $date }.
plan-confirm-no-order = Приказа пока нет: без него комиссия не выезжает.
plan-confirm-repeat = У выезда от { $date } появится отметка о повторной проверке.
plan-done = Выезд запланирован и ждёт отправки

## What stands in the way (composed at run time: plan-fault-<fault>)
plan-fault-no-organisation = Выберите организацию.
plan-fault-not-your-role = Ваша роль не даёт права назначать выезды в такие организации.
plan-fault-not-your-territory = Адрес не относится к вашему региону. Выезд назначает специалист его региона.
plan-fault-nothing-to-repeat = Проверять повторно нечего: у прежнего выезда нет зарегистрированного акта или он был в другую организацию.
plan-fault-no-premises = Выберите здание.
plan-fault-other-premises = Это здание другой организации. Выберите из списка.
plan-fault-no-days = Укажите первый и последний день выезда.
plan-fault-days-reversed = Последний день раньше первого.
plan-fault-days-over = Эти дни уже прошли. Выезд планируют на сегодня или позже.
plan-fault-no-period = Укажите начало и конец периода.
plan-fault-period-reversed = Конец периода раньше начала.
plan-fault-period-ahead = Период начинается после выезда: проверять будет нечего.
plan-fault-no-purpose = Напишите предмет мониторинга хотя бы на одном языке.
plan-fault-no-checklist = Выберите хотя бы один проверочный лист.
plan-fault-checklist-twice = Проверочный лист { $code } выбран дважды.
plan-fault-checklist-unknown = Проверочный лист { $code } в этой версии реестром не опубликован. Синхронизируйте данные и выберите его заново.
plan-fault-no-commission = Назовите членов комиссии.
plan-fault-not-one-chair = В комиссии должен быть ровно один председатель.
plan-fault-several-secretaries = В комиссии может быть только один секретарь.
plan-fault-person-twice = { $name } указан(а) в комиссии дважды.
plan-fault-person-unknown = Реестр не знает одного из членов комиссии. Синхронизируйте данные и выберите состав заново.

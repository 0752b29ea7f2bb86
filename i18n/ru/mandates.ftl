# Поручения на представительство.

nav-order-mandates = Представительство
order-mandates = Поручения на представительство
order-mandates-count = { $count ->
    [one] { $count } поручение
    [few] { $count } поручения
   *[many] { $count } поручений
}
order-mandates-find = Имя, основание, полномочие
order-mandates-empty = Поручений ещё нет
order-mandates-empty-detail = Первое поручение вносит реестр, дальше их выдаёт тот, кому поручено выдавать.
order-mandate-state-in-force = Действует
order-mandate-state-ending = Скоро истекает
order-mandate-state-not-yet = Ещё не началось
order-mandate-state-expired = Истекло
order-mandate-state-revoked = Отозвано
order-mandate-person = Кому
order-mandate-principal = От чьего имени
order-mandate-scopes = Что поручено
order-mandate-from = С
order-mandate-to = По
order-mandate-term = Срок
order-mandate-left = Осталось дней
order-mandate-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
order-mandate-basis = Основание
order-mandate-basis-hint = Приказ или доверенность: название, номер, дата
order-mandate-given = Кто выдал
order-mandate-by-registry = Внесено реестром
order-mandate-revoked-on = Отозвано
order-mandate-you = { $name } (вы)
order-mandate-somebody = Сотрудник, имя не получено (…{ $id })
order-mandate-grant = Выдать поручение
order-mandate-grant-title = Новое поручение
order-mandate-choose-person = Выберите, кому даётся поручение.
order-mandate-choose-scope = Отметьте, что поручается.
order-mandate-over = Срок уже прошёл.
order-mandate-nobody = Здесь не известен ни один сотрудник, которому можно дать поручение.
order-mandate-revoke = Отозвать поручение
order-mandate-revoke-title = Отозвать поручение?
order-mandate-revoke-detail = { $name }: с сегодняшнего дня поручение не действует. Вернуть его нельзя, можно выдать новое.
order-mandate-revoke-waits = Отзыв уже отправляется.
order-principal-centre = Финансовый центр
order-principal-department = Управление образования: { $region }
order-principal-school = Школа
order-scope-applications = Заявки
order-scope-funding = Бюджет и план финансирования
order-scope-contracts = Договоры
order-scope-acts = Акты
order-scope-registers = Сводные реестры
order-scope-payments = Платежи
order-scope-mandates = Поручения другим

# Settings.
settings-title = Настройки
settings-appearance = Внешний вид
settings-text-size = Размер текста
settings-second-language = Второй язык рядом
settings-connection = Подключение
settings-registry = Адрес реестра
settings-registry-hint = https://registry.example.kz
settings-registry-embedded = Реестр на этом компьютере (демонстрация)
settings-proxy = Прокси
settings-proxy-none = Без прокси
settings-proxy-hint = http://proxy:3128
settings-data-folder = Папка данных
settings-logs-save = Сохранить журналы…
settings-logs-detail = В журналах нет ИИН и имён.
settings-shortcuts = Сочетания клавиш
settings-about = О программе
settings-licences = Лицензии компонентов

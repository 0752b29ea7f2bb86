# Settings.
settings-title = Баптаулар
settings-appearance = Көрініс
settings-text-size = Мәтін өлшемі
settings-second-language = Қатар көрсетілетін тіл
settings-connection = Қосылым
settings-registry = Тізілім мекенжайы
settings-registry-hint = https://registry.example.kz
settings-registry-embedded = Осы компьютердегі тізілім (демонстрация)
settings-proxy = Прокси
settings-proxy-none = Проксисіз
settings-proxy-hint = http://proxy:3128
settings-data-folder = Деректер қалтасы
settings-logs-save = Журналдарды сақтау…
settings-logs-detail = Журналда ЖСН мен адам аттары жоқ.
settings-shortcuts = Пернелер тіркесімі
settings-about = Бағдарлама туралы
settings-licences = Қолданылған компоненттердің лицензиялары

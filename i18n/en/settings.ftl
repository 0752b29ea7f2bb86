# Settings.
settings-title = Settings
settings-appearance = Appearance
settings-text-size = Text size
settings-second-language = Second language beside
settings-connection = Connection
settings-registry = Registry address
settings-registry-hint = https://registry.example.kz
settings-registry-embedded = Registry on this computer (demonstration)
settings-proxy = Proxy
settings-proxy-none = No proxy
settings-proxy-hint = http://proxy:3128
settings-data-folder = Data folder
settings-logs-save = Save the logs…
settings-logs-detail = The logs hold no IINs and no names.
settings-shortcuts = Shortcuts
settings-about = About
settings-licences = Licences of components

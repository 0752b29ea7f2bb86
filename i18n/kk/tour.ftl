# Steps of the tour.
tour-step-sign-in = Комиссия төрағасы кірді
tour-step-open-visit = Сапар ашылды
tour-step-arrive = Келу мен жіберу белгіленді
tour-step-answer = Тексеру парақтары толтырылды
tour-step-head-count = Бас санау жүргізілді
tour-step-evidence = Дәлелдер тіркелді
tour-step-act = Акт жасалды
tour-step-sign = Комиссия қол қойды
tour-step-sync = Акт тізілімге жіберілді
tour-step-decision = Маман шешім қабылдады

# Queue of documents to sign, signing many at once, and which keys sign what.

## Why a key doesn't sign acts
signatory-system = Это ключ информационной системы
signatory-system-detail = Им подписывают программы, а не люди. Выберите свой ключ.
signatory-treasury = Это ключ клиента казначейства
signatory-treasury-detail = Он для платёжных документов. Выберите ключ физического лица или сотрудника.
signatory-notary = Это ключ нотариуса
signatory-notary-detail = Акты комиссии им не подписывают. Выберите ключ физического лица или сотрудника.
signatory-authority-staff = Это ключ работника удостоверяющего центра
signatory-authority-staff-detail = Акты комиссии им не подписывают. Выберите ключ физического лица или сотрудника.
signatory-not-accepted = С такой ролью ключа акт не подписывают
signatory-not-accepted-detail = Нужен ключ физического лица, сотрудника, лица с правом подписи, первого руководителя или государственного служащего.
signatory-other-authority = Ключ выдан другой организации
signatory-other-authority-detail = Нужен ключ органа, который направил комиссию.
signatory-no-rule = Правило не говорит, кто подписывает этот документ
signatory-no-rule-detail = Обновите пакет выезда, когда появится сеть.

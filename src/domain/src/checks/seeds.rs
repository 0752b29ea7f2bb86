//! The lines of the two seeds that name a check, so that none is forgotten.

/// A line of a seed: its key, which seed, and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeedLine {
    /// Key by which checks name it.
    pub key: &'static str,
    /// Seed: `ortabilim` or `jogarybilim`.
    pub seed: &'static str,
    /// Words of the slide.
    pub words: &'static str,
}

const fn line(key: &'static str, seed: &'static str, words: &'static str) -> SeedLine {
    SeedLine { key, seed, words }
}

/// Every line that names an automatic check, in the order of the slides.
pub const SEED_LINES: &[SeedLine] = &[
    line(
        "orta-organisation-1",
        "ortabilim",
        "Статус юр. лица ГБД ЮЛ МЮ",
    ),
    line(
        "orta-organisation-2",
        "ortabilim",
        "Проверка руководителя / участников / учредителей ГБД ЮЛ и ФЛ МЮ",
    ),
    line(
        "orta-organisation-3",
        "ortabilim",
        "Проверка на гос. участие ГосРеестр",
    ),
    line(
        "orta-organisation-4",
        "ortabilim",
        "Наличие лицензий и разрешений ГБД ЕЛ МЦРИАП",
    ),
    line(
        "orta-organisation-5",
        "ortabilim",
        "Проверка подписи ЭЦП НУЦ",
    ),
    line(
        "orta-organisation-6",
        "ortabilim",
        "Сведения о налоговой задолженности ЦУЛС МФ",
    ),
    line(
        "orta-organisation-7",
        "ortabilim",
        "БМГ (База мобильных граждан) БМГ МЦРИАП",
    ),
    line(
        "orta-organisation-8",
        "ortabilim",
        "Биометрическая идентификация Биометрия",
    ),
    line("orta-organisation-9", "ortabilim", "СМС уведомление 1414"),
    line(
        "orta-contingent-1",
        "ortabilim",
        "Наличие гражданства РК ГБД ФЛ МЮ (наличие/отсутствие)",
    ),
    line(
        "orta-contingent-2",
        "ortabilim",
        "Жизненный статус (жив/мертв) ГБД ФЛ МЮ",
    ),
    line(
        "orta-contingent-3",
        "ortabilim",
        "ФЛК по дубликатам и задвоениям в данных LMS систем (Learning Management System) LMS",
    ),
    line(
        "orta-contingent-4",
        "ortabilim",
        "Сведения об успеваемости учеников LMS",
    ),
    line(
        "orta-premises-1",
        "ortabilim",
        "Проверка наличия прав на недвижимость + целевое назначение ЕГКН МЮ",
    ),
    line(
        "orta-premises-2",
        "ortabilim",
        "Проверка наличия залога недвижимости ЕГКН МЮ (при возмещении затрат на реконструкцию и строительство)",
    ),
    line(
        "orta-premises-3",
        "ortabilim",
        "Проверка наличия кода Адресного регистра ГБД АР МЦРИАП",
    ),
    line(
        "orta-premises-4",
        "ortabilim",
        "Проверка по площади недвижимости ЕГКН МЮ",
    ),
    line(
        "orta-staff-1",
        "ortabilim",
        "Наличие гражданства РК (наличие/отсутствие) ГБД ФЛ МЮ",
    ),
    line(
        "orta-staff-2",
        "ortabilim",
        "Жизненный статус (жив/мертв) ГБД МЮФЛ",
    ),
    line(
        "orta-staff-3",
        "ortabilim",
        "ФЛК по дубликатам и задвоениям в данных LMS систем (Learning Management System) LMS",
    ),
    line(
        "orta-staff-4",
        "ortabilim",
        "Проверка по трудовым отчислениям ЕНПФ, Enbek",
    ),
    line(
        "orta-application-1",
        "ortabilim",
        "Целевое назначение здания школы",
    ),
    line(
        "orta-application-2",
        "ortabilim",
        "Наличие залога недвижимости (при возмещении затрат на реконструкцию и строительство)",
    ),
    line("orta-application-3", "ortabilim", "Налоговая задолженность"),
    line("orta-activation-1", "ortabilim", "Жизненный статус ученика"),
    line(
        "orta-activation-2",
        "ortabilim",
        "Дублирование по ИИН ученика",
    ),
    line("orta-activation-3", "ortabilim", "Электронная счет-фактура"),
    line("orta-lms-birth", "ortabilim", "Дата рождения"),
    line("orta-lms-study", "ortabilim", "Тип обучения"),
    line(
        "jogary-grant",
        "jogarybilim",
        "Бенефициарам счета открываются автоматически на основании данных НЦТ по грантам",
    ),
    line(
        "jogary-contract",
        "jogarybilim",
        "ВУЗ-ы заключают договоры со студентами в своих внутренних системах (LMS), которые синхронизируются с реестром",
    ),
    line(
        "jogary-distance",
        "jogarybilim",
        "Оплата за дистанционное обучение не допускается",
    ),
    line(
        "jogary-filter-licence",
        "jogarybilim",
        "Строгое соответствие адреса оказания услуг адресу в приложении к лицензии",
    ),
    line(
        "jogary-filter-safety",
        "jogarybilim",
        "Подтверждение соблюдения пожарной безопасности, санитарно-эпидемиологических норм и антитеррористической защиты",
    ),
    line(
        "jogary-filter-finance",
        "jogarybilim",
        "Полное отсутствие налоговой задолженности и своевременная уплата социальных платежей",
    ),
    line(
        "jogary-filter-qr",
        "jogarybilim",
        "Наличие приказа о внедрении учета посещаемости занятий обучающимися по ГОЗ строго по QR-коду",
    ),
    line(
        "jogary-purpose-2027",
        "jogarybilim",
        "вводится автоматический отказ при несоответствии целевого назначения учебного корпуса",
    ),
    line(
        "jogary-trace",
        "jogarybilim",
        "без подтвержденного цифрового следа (LMS + QR) смарт-контракт не перейдет на этап оплаты",
    ),
    line(
        "jogary-invoice",
        "jogarybilim",
        "После подписания акта Исполнитель выставляет электронный счет-фактуру",
    ),
    line(
        "jogary-blocking",
        "jogarybilim",
        "получении сигнала из базы Минюста о недееспособности/безвестном отсутствии",
    ),
    line(
        "jogary-liquidation",
        "jogarybilim",
        "подтвержденной ликвидации юридического лица (ВУЗ-а)",
    ),
    line(
        "jogary-death",
        "jogarybilim",
        "регистрации факта смерти физического лица в государственных базах данных",
    ),
];

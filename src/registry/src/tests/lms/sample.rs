//! The sample LMS of the simulator, which knows the registry by its written contract alone.

use super::{Lms, World};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_simulator::lms::{SampleLms, run};

fn sample(lms: &Lms, university: bool) -> SampleLms {
    SampleLms {
        registry: lms.base.clone(),
        token: lms.token.clone(),
        school: None,
        university,
        seed: 7,
        learners: 30,
        month: (2026, 11),
        bad: 0,
        correct: false,
        lines: university,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_school_and_a_sample_university_are_understood() {
    let world = World::start().await;
    let school = Lms::of(&world, OrganisationKind::School, 0).await;
    let mut sending = sample(&school, false);
    let said = run(&sending).await.unwrap();
    assert_eq!(said.matches(": OK (").count(), 3, "{said}");
    assert_eq!(
        run(&sending).await.unwrap(),
        said,
        "again: the same answers"
    );

    (sending.bad, sending.correct) = (5, true);
    let said = run(&sending).await.unwrap();
    for words in [
        "revision 2: Error (25 taken, 5 not; +0 -5 ~0)",
        "row 1: iin iin_check_digit",
        "row 2: birth_date birth_date_not_of_iin",
        "row 3: grade unknown_grade",
        "row 4: study unknown_study",
        "row 5: iin missing",
        "revision 3: OK (31 taken, 0 not; +6 -0 ~0)",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }

    let university = Lms::of(&world, OrganisationKind::University, 0).await;
    let said = run(&sample(&university, true)).await.unwrap();
    assert_eq!(said.matches(": OK (").count(), 23, "{said}");
    let month = super::sending::month(&world, university.organisation.id).await;
    let month = month.unwrap();
    assert_eq!(month.len(), 30);
    let lessons = month.iter().filter_map(|entry| entry.lessons);
    assert!(lessons.clone().all(|lessons| lessons.scheduled == 63));
    assert_eq!(lessons.filter(|lessons| lessons.confirmed == 0).count(), 1);
}

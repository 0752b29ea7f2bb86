//! Temporary.
use baqylau_client::ui::*;
use baqylau_client::{Client, ClientConfig, Keyring, PassphraseCost};
use baqylau_desktop::app::*;
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::Place;
use baqylau_desktop::preferences::Preferences;
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::{StageName, VisitOp};
use baqylau_locale::Language;
use baqylau_widgets::raster::Soft;
use baqylau_widgets::{Theme, install};
use egui_kittest::Harness;
use std::rc::Rc;
struct Direct { client: Rc<Client>, events: std::sync::mpsc::Receiver<Event> }
impl Backend for Direct {
    fn send(&self, t: Ticket, c: Command) { self.client.send(t, c); }
    fn next_event(&self) -> Option<Event> { self.events.try_recv().ok() }
}
fn wait(h: &mut Harness<'static, App>, what: &str, f: impl Fn(&App) -> bool) {
    for _ in 0..600 { h.step(); if f(h.state()) { return; } std::thread::sleep(std::time::Duration::from_millis(20)); }
    panic!("waited for {what}; {:?}", h.state().model().tickets.iter().filter(|t| !matches!(t.1, baqylau_desktop::model::TicketState::Done)).collect::<Vec<_>>());
}
fn send(h: &mut Harness<'static, App>, c: Command) {
    let name = format!("{c:?}").chars().take(60).collect::<String>();
    let ctx = h.ctx.clone(); let t = h.state_mut().send(&ctx, c);
    wait(h, &name, |a| a.model().is_done(Some(t)) || a.model().failure(Some(t)).is_some());
    if let Some(e) = h.state().model().failure(Some(t)) { panic!("{name}: {e:?}"); }
}
#[test]
fn look() {
    let dir = tempfile::tempdir().unwrap();
    let settings = baqylau_registry::RegistryConfig::demo(dir.path().join("registry"));
    let registry = baqylau_registry::EmbeddedRegistry::start(settings).unwrap();
    let mut config = ClientConfig::new(dir.path().join("store"), registry.url(), "TOUR", "Baqylau 0.1.0");
    config.keyring = Keyring::None;
    config.passphrase_cost = PassphraseCost { memory_kib: 8192, passes: 1, lanes: 1 };
    let (client, events) = Client::start(config).unwrap();
    let client = Rc::new(client);
    let setup = Setup {
        backend: Box::new(Direct { client: client.clone(), events }),
        clock: Box::new(|| baqylau_domain::Moment::from(std::time::SystemTime::now())),
        preferences: Preferences { language: Language::Ru, dark: false, zoom: 100, second: None },
        keep_in: None,
        facts: Facts { data_dir: "/home/user/.local/share/baqylau".into(), version: "0.1.0".into(), ..Facts::default() },
    };
    let soft = Soft::new();
    let mut h = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(64).renderer(soft.clone())
        .with_accessibility_check(false)
        .with_context_setup(|ctx| install(ctx, Theme::Light))
        .build_eframe(move |c| App::new(&c.egui_ctx, setup));
    wait(&mut h, "lock", |a| a.model().lock.is_some());
    send(&mut h, Command::CreateStore { passphrase: Secret::new("tour passphrase"), remember_in_keyring: false });
    wait(&mut h, "people", |a| !a.model().sample_people.is_empty());
    let people: Vec<_> = h.state().model().sample_people.iter().filter(|p| p.role == AccountRole::Commission).map(|p| p.id).collect();
    let mut found = None;
    for p in people {
        send(&mut h, Command::SignIn { key: KeySource::Sample(p), password: Secret::default() });
        send(&mut h, Command::LoadVisits);
        std::thread::sleep(std::time::Duration::from_millis(1500));
        send(&mut h, Command::LoadVisits);
        wait(&mut h, "visits", |a| a.model().visits.value().is_some());
        let today = h.state().model().today();
        found = h.state().model().visits.value().unwrap().iter().find(|r| {
            matches!(r.visit.stage.name(), StageName::Ordered | StageName::Notified) && r.visit.planned.0 <= today
                && r.visit.member(p).is_some()
        }).map(|r| r.visit.id);
        if found.is_some() { break; }
        send(&mut h, Command::SignOut);
        wait(&mut h, "people", |a| a.model().person().is_none());
    }
    let visit = found.unwrap();
    let ctx = h.ctx.clone();
    h.state_mut().go(&ctx, Place::Visit(visit));
    send(&mut h, Command::FetchPack { visit });
    send(&mut h, Command::Visit { visit, op: VisitOp::Arrive { location: None } });
    send(&mut h, Command::Visit { visit, op: VisitOp::HandLeaflet });
    send(&mut h, Command::Visit { visit, op: VisitOp::Admit });
    for i in 0..24u32 {
        let img = image::RgbImage::from_fn(640, 480, |x, y| image::Rgb([(x * 255 / 640) as u8, (y * 255 / 480) as u8, (i * 13 % 255) as u8]));
        let mut bytes = Vec::new();
        img.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Jpeg).unwrap();
        let (list, item) = match i { 0..2 => ("", ""), 2..12 => ("SAFE", "B07"), _ => ("HEI-LIC", "A04") };
        if i == 5 { bytes = b"%PDF-1.4 test".to_vec(); }
        let name = if i == 5 { "\u{441}\u{43f}\u{440}\u{430}\u{432}\u{43a}\u{430}.pdf".into() } else { format!("IMG_{i:04}.jpg") };
        send(&mut h, Command::AddEvidence { visit, list: list.into(), item: item.into(), sources: vec![EvidenceSource::Bytes { name, bytes: bytes.into() }] });
    }
    let out = std::path::PathBuf::from("/tmp/team/look");
    std::fs::create_dir_all(&out).unwrap();
    let pic = |h: &mut Harness<'static, App>, soft: &Soft, name: &str| {
        for _ in 0..40 { h.step(); std::thread::sleep(std::time::Duration::from_millis(10)); }
        soft.picture(h).save(out.join(format!("{name}.png"))).unwrap();
    };
    h.state_mut().go(&ctx, Place::Evidence(visit));
    pic(&mut h, &soft, "evidence");
    let t = std::time::Instant::now();
    for _ in 0..60 { h.step(); }
    eprintln!("evidence frame: {:?}", t.elapsed() / 60);
    h.key_press(egui::Key::Enter); pic(&mut h, &soft, "evidence-alone");
    use egui_kittest::kittest::Queryable as _;
    h.get_by_label("Стрелка").click(); h.step(); h.step();
    for (from, to) in [((520.0, 380.0), (700.0, 500.0))] {
        h.event(egui::Event::PointerMoved(egui::pos2(from.0, from.1))); h.step();
        h.event(egui::Event::PointerButton { pos: egui::pos2(from.0, from.1), button: egui::PointerButton::Primary, pressed: true, modifiers: Default::default() }); h.step();
        h.event(egui::Event::PointerMoved(egui::pos2(to.0 - 30.0, to.1))); h.step();
        h.event(egui::Event::PointerMoved(egui::pos2(to.0, to.1))); h.step();
        h.event(egui::Event::PointerButton { pos: egui::pos2(to.0, to.1), button: egui::PointerButton::Primary, pressed: false, modifiers: Default::default() }); h.step();
    }
    pic(&mut h, &soft, "evidence-arrow");
    let all = h.state().model().work.as_ref().unwrap().all_evidence();
    eprintln!("layers: {:?}", all.iter().filter(|e| !e.2.annotations.is_empty()).map(|e| &e.2.annotations).collect::<Vec<_>>());
    h.get_by_label("Убрать файл").click(); h.step(); h.step();
    eprintln!("after removal {}", h.state().model().work.as_ref().unwrap().evidence_count());
    pic(&mut h, &soft, "evidence-removed");
    h.get_by_label("Восстановить").click(); h.step(); h.step(); h.step();
    eprintln!("after restoring {}", h.state().model().work.as_ref().unwrap().evidence_count());
    h.state_mut().go(&ctx, Place::Settings); pic(&mut h, &soft, "settings-ru");
    h.state_mut().act(&ctx, Action::Language(Language::Kk));
    h.state_mut().act(&ctx, Action::Dark(true));
    pic(&mut h, &soft, "settings-kk");
    send(&mut h, Command::SetOffline { offline: true });
    send(&mut h, Command::WriteDraft { visit, changes: vec![(baqylau_domain::draft::FieldKey::Representative, "x".into())] });
    h.state_mut().go(&ctx, Place::Sync); pic(&mut h, &soft, "sync-kk");
    h.state_mut().go(&ctx, Place::Verify); pic(&mut h, &soft, "verify-kk");
    h.state_mut().act(&ctx, Action::Language(Language::En));
    h.state_mut().act(&ctx, Action::Dark(false));
    h.state_mut().go(&ctx, Place::Evidence(visit)); pic(&mut h, &soft, "evidence-en");
    h.state_mut().go(&ctx, Place::Sync); pic(&mut h, &soft, "sync-en");
}

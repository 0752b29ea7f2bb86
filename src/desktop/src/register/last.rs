//! What a register showed last, for when its reader comes back: kept with the views of the person,
//! under a name none of them can have.

use crate::cx::Post;
use baqylau_client::ui::{Command, LAST_VIEW};
use baqylau_registers::View;

/// How long a view stays as it is before it is kept, in seconds.
const SETTLED: f64 = 0.4;

/// What is kept of the last view.
#[derive(Default)]
pub struct Last {
    /// The views of the person have come, and the last of them was taken.
    taken: bool,
    /// What is kept, or was shown before anybody changed it.
    kept: Option<View>,
    /// What is shown since when.
    shown: Option<(View, f64)>,
}

impl Last {
    /// The view that was kept, once, when the views of the person have come.
    pub fn take(&mut self, views: Option<&[(String, String)]>) -> Option<View> {
        let views = views.filter(|_| !self.taken)?;
        self.taken = true;
        let last = views.iter().find(|(name, _)| name == LAST_VIEW);
        // A view of a program that wrote it otherwise is begun anew.
        last.and_then(|(_, content)| serde_json::from_str(content).ok())
    }

    /// Keeps the view where it was changed and has settled; `now` counts seconds. Returns how long
    /// until it will have settled.
    pub fn keep(&mut self, register: &str, view: &View, now: f64, post: &mut Post) -> Option<f64> {
        if !self.taken {
            return None;
        }
        let kept = self.kept.get_or_insert_with(|| view.clone());
        if kept == view {
            self.shown = None;
            return None;
        }
        match &self.shown {
            Some((shown, since)) if shown == view => {
                let left = SETTLED - (now - since);
                if left > 0.0 {
                    return Some(left);
                }
            }
            _ => {
                self.shown = Some((view.clone(), now));
                return Some(SETTLED);
            }
        }
        self.shown = None;
        *kept = view.clone();
        match serde_json::to_string(view) {
            Ok(content) => {
                post.send(Command::KeepView {
                    register: register.to_owned(),
                    name: LAST_VIEW.to_owned(),
                    content,
                });
            }
            Err(error) => tracing::warn!(%error, "the last view was not kept"),
        }
        None
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop and tell")]
mod tests {
    use super::*;
    use crate::cx::Action;
    use baqylau_registers::Order;

    fn ordered(column: &str) -> View {
        View {
            orders: vec![Order {
                column: column.to_owned(),
                descending: true,
            }],
            ..View::default()
        }
    }

    fn kept(post: &mut Post) -> Vec<String> {
        let sent = std::mem::take(&mut post.actions).into_iter();
        sent.filter_map(|action| match action {
            Action::Send(_, Command::KeepView { name, content, .. }) => {
                assert_eq!(name, LAST_VIEW);
                Some(content)
            }
            _ => None,
        })
        .collect()
    }

    #[test]
    fn the_last_view_is_kept_once_it_has_settled_and_comes_back() {
        let (mut last, mut post) = (Last::default(), Post::default());
        // Before the views of the person have come, nothing is kept: it would replace theirs.
        assert_eq!(last.keep("schools", &ordered("name"), 0.0, &mut post), None);
        assert_eq!(last.take(None), None);
        assert_eq!(last.take(Some(&[])), None);
        assert_eq!(last.keep("schools", &ordered("name"), 1.0, &mut post), None);
        assert!(kept(&mut post).is_empty(), "nobody changed anything");

        // While somebody goes on changing it, it waits.
        assert!(
            last.keep("schools", &ordered("bin"), 2.0, &mut post)
                .is_some()
        );
        assert!(
            last.keep("schools", &ordered("sum"), 2.3, &mut post)
                .is_some()
        );
        assert!(
            last.keep("schools", &ordered("sum"), 2.5, &mut post)
                .is_some()
        );
        assert!(kept(&mut post).is_empty());
        assert_eq!(last.keep("schools", &ordered("sum"), 2.9, &mut post), None);
        let sent = kept(&mut post);
        assert_eq!(sent.len(), 1);
        assert_eq!(last.keep("schools", &ordered("sum"), 9.0, &mut post), None);
        assert!(kept(&mut post).is_empty());

        let mut back = Last::default();
        let views = vec![
            ("Мои".to_owned(), "{}".to_owned()),
            (LAST_VIEW.to_owned(), sent[0].clone()),
        ];
        assert_eq!(back.take(Some(&views)), Some(ordered("sum")));
        assert_eq!(back.take(Some(&views)), None, "once");
    }
}

//! Something worked out over all records of the order: anew only when records or question changed,
//! small ones within the frame, large ones on a thread of their own.

use baqylau_client::ui::OrdersView;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// Up to how many records a thread would cost more than the work.
const AT_ONCE: usize = 2_000;

/// A question and its answer.
pub struct Reckoner<Q, A> {
    asked: Option<(Arc<OrdersView>, Q)>,
    answer: Option<Arc<A>>,
    coming: Option<Receiver<Arc<A>>>,
}

impl<Q, A> Default for Reckoner<Q, A> {
    fn default() -> Self {
        Self {
            asked: None,
            answer: None,
            coming: None,
        }
    }
}

impl<Q: PartialEq + Clone + Send + 'static, A: Send + Sync + 'static> Reckoner<Q, A> {
    /// The answer, or the one before while it is being worked out; none at first.
    pub fn answer(
        &mut self,
        ctx: &egui::Context,
        view: &Arc<OrdersView>,
        question: &Q,
        work: fn(&Arc<OrdersView>, &Q) -> A,
    ) -> Option<Arc<A>> {
        if let Some(coming) = &self.coming {
            match coming.try_recv() {
                Ok(answer) => {
                    self.answer = Some(answer);
                    self.coming = None;
                }
                Err(TryRecvError::Disconnected) => self.coming = None,
                Err(TryRecvError::Empty) => {}
            }
        }
        let same = |(of, asked): &(Arc<OrdersView>, Q)| Arc::ptr_eq(of, view) && asked == question;
        if !self.asked.as_ref().is_some_and(same) {
            self.asked = Some((view.clone(), question.clone()));
            self.begin(ctx, view, question, work);
        }
        self.answer.clone()
    }

    fn begin(
        &mut self,
        ctx: &egui::Context,
        view: &Arc<OrdersView>,
        question: &Q,
        work: fn(&Arc<OrdersView>, &Q) -> A,
    ) {
        self.coming = None;
        if view.rows.len() <= AT_ONCE {
            self.answer = Some(Arc::new(work(view, question)));
            return;
        }
        let (sender, coming) = channel();
        let (view, question, ctx) = (view.clone(), question.clone(), ctx.clone());
        let begun = std::thread::Builder::new()
            .name("order figures".to_owned())
            .spawn(move || {
                // Whoever asked may have asked something else meanwhile.
                if sender.send(Arc::new(work(&view, &question))).is_ok() {
                    ctx.request_repaint();
                }
            });
        match begun {
            Ok(_) => self.coming = Some(coming),
            Err(error) => tracing::warn!(%error, "figures of the order were not begun"),
        }
    }
}

//! What would come of a distribution, by the rule that is chosen and by the other one: a few schools
//! within the frame, many on a thread of their own.

use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    Distribution, DistributionError, DistributionRule, Need, Proportion, ShareOfSchool, distribute,
};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// Up to how many schools a thread would cost more than the work.
const AT_ONCE: usize = 400;

/// What is distributed between whom, by which rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Sum.
    pub amount: Tiyn,
    /// Needs.
    pub needs: Vec<Need>,
    /// Rule.
    pub rule: DistributionRule,
}

/// What comes of it.
#[derive(Debug)]
pub struct Preview {
    /// What was asked.
    pub question: Question,
    /// By the rule that is chosen.
    pub chosen: Result<Distribution, DistributionError>,
    /// By the same rule with the other base of the proportion.
    pub other: Result<Distribution, DistributionError>,
}

impl Preview {
    fn of(question: Question) -> Self {
        let other = match question.rule.proportion.value {
            Proportion::NotYetFinanced => Proportion::WholeContingent,
            Proportion::WholeContingent => Proportion::NotYetFinanced,
        };
        let turned = question.rule.in_proportion_to(other);
        Self {
            chosen: distribute(question.amount, &question.needs, &question.rule),
            other: distribute(question.amount, &question.needs, &turned),
            question,
        }
    }

    /// The share of a school, by the chosen rule or by the other.
    pub fn share(
        &self,
        school: baqylau_domain::identifiers::OrganisationId,
        other: bool,
    ) -> Option<&ShareOfSchool> {
        let of = if other { &self.other } else { &self.chosen };
        // Shares stand in the order of schools.
        let shares = &of.as_ref().ok()?.shares;
        let place = shares.binary_search_by_key(&school, |share| share.school);
        shares.get(place.ok()?)
    }
}

/// Works previews out.
#[derive(Default)]
pub struct WhatIf {
    preview: Option<Arc<Preview>>,
    job: Option<(Question, Receiver<Preview>)>,
}

impl WhatIf {
    /// The preview of a question: the newest there is, while another is being worked out.
    pub fn preview(&mut self, question: &Question, ctx: &egui::Context) -> Option<Arc<Preview>> {
        if let Some((_, answer)) = &self.job {
            match answer.try_recv() {
                Ok(preview) => {
                    self.preview = Some(Arc::new(preview));
                    self.job = None;
                }
                Err(TryRecvError::Disconnected) => self.job = None,
                Err(TryRecvError::Empty) => {}
            }
        }
        let is_here = |preview: &Arc<Preview>| preview.question == *question;
        if self.preview.as_ref().is_some_and(is_here) {
            return self.preview.clone();
        }
        if question.needs.len() <= AT_ONCE {
            self.job = None;
            self.preview = Some(Arc::new(Preview::of(question.clone())));
            return self.preview.clone();
        }
        if self.job.as_ref().is_none_or(|(of, _)| of != question) {
            self.start(question, ctx);
        }
        self.preview.clone()
    }

    fn start(&mut self, question: &Question, ctx: &egui::Context) {
        let (sender, receiver) = channel();
        let (of, ctx) = (question.clone(), ctx.clone());
        let started = std::thread::Builder::new()
            .name("distribution".to_owned())
            .spawn(move || {
                // Whoever typed on wants another answer.
                if sender.send(Preview::of(of)).is_ok() {
                    ctx.request_repaint();
                }
            });
        match started {
            Ok(_) => self.job = Some((question.clone(), receiver)),
            Err(error) => tracing::warn!(%error, "a distribution was not worked out"),
        }
    }
}

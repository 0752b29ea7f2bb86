# Planning a visit: the form, what is wrong with it, what will be recorded.
plan-title = Plan a visit
plan-title-repeat = Plan a repeat visit
plan-subtitle = Kept on this computer and sent to the registry once there is a connection

## Parts of the form
plan-where = Where
plan-organisation-find = Choose: name or BIN
plan-premises = Address (building)
plan-premises-choose = Choose a building
plan-when = When
plan-first-day = First day of the visit
plan-last-day = Last day of the visit
plan-period-from = Period under review: from
plan-period-to = Period under review: to
plan-text-in-kk = In Kazakh
plan-text-in-ru = In Russian
plan-text-in-en = In English
plan-purpose-hint = One language is enough; the others then show the same text.
plan-checklists-hint = The checklists usual for this kind of organisation are chosen. The version is fixed: later changes do not touch this visit.
plan-checklists-repeat = The checklists of the earlier visit are chosen, in their newest version. The version is fixed: later changes do not touch this visit.
plan-checklist-version = version { $version }
plan-commission-hint = There is one chair. The secretary merges the answers. An expert gives advice and does not sign the act.
plan-person-add = Add to the commission
plan-person-find = Choose: name or position
plan-person-remove = Remove from the commission: { $name }
plan-person-role = Part in the commission: { $name }
plan-order-now = Order the visit at once
plan-order-later = The order can be issued later, on the page of the visit.

## What it is planned with
plan-directory-missing = The lists of people and checklists have not been downloaded
plan-directory-missing-detail = Go online and sync once. After that visits can be planned without a connection too.
plan-directory-nobody = The registry names nobody who may be sent to your territory. Ask its administrator.

## Texts a plan begins with
plan-purpose-usual = Monitoring of the education services actually given
plan-purpose-repeat = Check that the prescription was carried out

## Before it is recorded
plan-next = Check and plan…
plan-missing = Fill in or correct before planning
plan-confirm-title = What will be recorded
plan-confirm = Plan
plan-confirm-ordered = Plan and order
plan-confirm-note = The visit is recorded on this computer at once. When the registry has taken it in, the members of the commission see it. The days can be moved until the order is issued; the commission does not change afterwards.
plan-confirm-note-ordered = The visit is recorded on this computer at once. When the registry has taken it in, the members of the commission see it. After the order neither the days nor the commission change.
plan-confirm-order = An order is issued with the plan: No. { $number } of { $date }.
plan-confirm-no-order = No order is issued yet: the commission cannot go before it.
plan-confirm-repeat = The visit of { $date } is marked as being checked again.
plan-done = The visit is planned and waits to be sent

## What stands in the way (composed at run time: plan-fault-<fault>)
plan-fault-no-organisation = Choose the organisation.
plan-fault-not-your-role = Your role does not order visits to such organisations.
plan-fault-not-your-territory = This address is outside your region. An officer of its region orders the visit.
plan-fault-nothing-to-repeat = There is nothing to check again: the earlier visit has no registered act or was to another organisation.
plan-fault-no-premises = Choose the building to visit.
plan-fault-other-premises = This building belongs to another organisation. Choose one from the list.
plan-fault-no-days = Give the first and the last day of the visit.
plan-fault-days-reversed = The last day comes before the first.
plan-fault-days-over = These days have passed. A visit is planned for today or later.
plan-fault-no-period = Give the beginning and the end of the period.
plan-fault-period-reversed = The period ends before it begins.
plan-fault-period-ahead = The period begins after the visit ends: there would be nothing to review.
plan-fault-no-purpose = Write the subject in at least one language.
plan-fault-no-checklist = Choose at least one checklist.
plan-fault-checklist-twice = Checklist { $code } is chosen twice.
plan-fault-checklist-unknown = The registry has not published checklist { $code } in this version. Sync and choose it again.
plan-fault-no-commission = Name the members of the commission.
plan-fault-not-one-chair = The commission must have exactly one chair.
plan-fault-several-secretaries = The commission can have only one secretary.
plan-fault-person-twice = { $name } is in the commission twice.
plan-fault-person-unknown = The registry does not know a member of the commission. Sync and choose the commission again.

# Steps of the tour.
tour-step-sign-in = The chair of the commission signs in
tour-step-open-visit = The visit is opened
tour-step-arrive = Arrival and admission are recorded
tour-step-answer = The checklists are answered
tour-step-head-count = Heads are counted
tour-step-evidence = Evidence is attached
tour-step-act = The act is drawn up
tour-step-sign = The commission signs
tour-step-sync = The act is sent to the registry
tour-step-decision = The officer decides

-- Row-level security: see the platform's V2. The rows of a case are its parties' alliances'.
call hold_to_alliance('case_party');
call hold_to_parties('referral', 'id');
call hold_to_parties('case_move', 'case_id');

call hold_to_alliance('patient_reveal');
revoke update, delete on patient_reveal from ${app};
call hold_to_alliance('diagnosis');
call hold_to_alliance('reason');
call hold_to_alliance('institution');
call hold_to_alliance('practitioner');
call hold_to_alliance('roster');
call hold_to_alliance('visiting_day');
call hold_to_alliance('consult_slots');

-- A patient is seen by the alliance that registered them and by those of their cases' parties.
alter table patient enable row level security;
alter table patient force row level security;
create policy own_alliance on patient to ${app} using (alliance_id = current_alliance());
create policy parties on patient for select to ${app} using (exists (
    select 1 from referral r where r.patient_id = patient.id));
create policy every_alliance on patient to ${worker} using (true);

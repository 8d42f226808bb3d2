-- Row-level security: see the platform's V2. The rows of a case are its parties' alliances'.
call hold_to_alliance('case_party');
call hold_to_parties('consult', 'id');
call hold_to_parties('case_move', 'case_id');

call hold_to_alliance('institution');
call hold_to_alliance('practitioner');
call hold_to_alliance('weekly_hours');
call hold_to_alliance('expert_absence');
call hold_to_alliance('expert_booking');
call hold_to_alliance('patient_booking');
call hold_to_alliance('slot_board');

-- Row-level security: see the platform's V2. The rows of a case are its parties' alliances'.
call hold_to_alliance('case_party');
call hold_to_parties('visiting_day', 'id');
call hold_to_parties('case_move', 'case_id');

call hold_to_alliance('directory_row');

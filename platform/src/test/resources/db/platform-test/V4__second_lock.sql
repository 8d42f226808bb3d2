call hold_to_alliance('note');
call hold_to_alliance('entry');

-- Beds as each institution last reported them, department by department; a department that never reported is not there.
create table bed_board (
    alliance_id text        not null,
    institution text        not null,
    version     bigint      not null,
    departments jsonb       not null,
    changed_at  timestamptz not null,
    primary key (alliance_id, institution)
);
call hold_to_alliance('bed_board');

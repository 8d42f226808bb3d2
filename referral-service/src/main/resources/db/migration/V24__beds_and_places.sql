-- What each hospital last reported of its beds, by department, as staffing tells it.
create table bed_board (
    alliance_id text   not null,
    institution text   not null,
    sequence    bigint not null,
    departments jsonb  not null,
    primary key (alliance_id, institution)
);
call hold_to_alliance('bed_board');

-- Beds that are spoken for: of each case that goes to one, from the move that promised it until the case is over or goes
-- elsewhere. Kept beside the case, whose own reservation is sealed. Cases from before have none; the next report of the
-- hospital, at most a day away, counts them.
create table bed_hold (
    case_id     uuid        primary key references referral (id) on delete cascade,
    alliance_id text        not null,
    institution text        not null,
    department  text        not null,
    held_since  timestamptz not null
);
create index bed_hold_department on bed_hold (alliance_id, institution, department, held_since);
call hold_to_alliance('bed_hold');

-- Places of a visiting day that clinics have taken here instead of a transfer.
alter table visiting_day add column taken int not null default 0 check (taken >= 0);

-- Who is on duty is asked for some hospitals and units at a time. Columns of their own, since under row-level security no
-- index is used for what is looked up inside a document.
alter table roster
    add column unit text generated always as (content ->> 'unit') stored,
    add column weekday text generated always as (content ->> 'weekday') stored;
create index roster_unit on roster (alliance_id, institution, unit, weekday) where active;

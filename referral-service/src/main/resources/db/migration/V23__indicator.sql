-- What is counted is told by the moves of a case, never by what stands sealed in it.
alter table case_move
    -- When what the move tells of took place, where that is not the time of the move: an arrival, a node, a visit.
    add column happened_at timestamptz,
    -- Code of what the move is about: the node of a stamp, the kind of an option.
    add column detail text,
    -- Of an acceptance: until when an answer was due. Unknown of those from before.
    add column due_at timestamptz;

-- The cases of a period.
create index referral_submitted on referral (alliance_id, submitted_at desc, id desc);

alter table note add at timestamptz not null default '2026-11-22T00:00:00Z';
create index note_page on note (alliance_id, at desc, id desc);

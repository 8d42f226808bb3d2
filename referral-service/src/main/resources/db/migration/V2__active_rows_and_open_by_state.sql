-- The gauge of open cases counts from this index alone.
create index referral_open_by_state on referral (state) where state not in ('CLOSED', 'WITHDRAWN');

-- A row that left the directory keeps its sequence, so that a late event cannot bring it back.
alter table institution add column active boolean not null default true;
alter table practitioner add column active boolean not null default true;
alter table roster add column active boolean not null default true;

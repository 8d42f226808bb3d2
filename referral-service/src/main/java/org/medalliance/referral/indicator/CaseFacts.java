package org.medalliance.referral.indicator;

/** What is counted by, case by case, as one query: the cases of a selection with what their moves tell. */
final class CaseFacts {

    /**
     * A query's {@code with}, whose {@code fact} has a row for each case. Moves that were undone never happened; a case
     * is of the period in which it was submitted. Of a case that came to the chosen institution its own decisions count
     * and nobody else's; of one that a clinic sent up, whatever was decided on it. Who was rung in vain has
     * no part in it, and none by confirming that it knows.
     */
    static final String FACT = """
            with cohort as (
            select r.id, r.number, r.direction, r.priority, r.pathway, r.specialty, r.state, r.closing,
                   r.origin_institution as origin, r.destination_institution as destination,
                   r.destination_department as department, r.submitted_at, r.patient_id, r.person,
                   (/* whole */ cast(:institution as text) is null
                      or r.direction = 'UP' and r.origin_institution = :institution) as whole,
                   (cast(:institution as text) is null or r.origin_institution = :institution
                      or r.destination_institution = :institution) as here,
                   r.state in ('SUBMITTED', 'PROPOSED', 'INFO_REQUESTED', 'CONSULTING')
                      and (/* whole */ cast(:institution as text) is null or r.destination_institution = :institution
                      or r.direction = 'UP' and r.origin_institution = :institution) as waits
              from referral r
             where r.alliance_id = :alliance and r.submitted_at >= :begin and r.submitted_at < :end
               and r.state <> 'DRAFT' and not r.synthetic
               and (cast(:direction as text) is null or r.direction = :direction)
               and (cast(:institution as text) is null or exists (
                       select 1 from case_party p where p.case_id = r.id and p.alliance_id = :alliance
                          and p.institution_id = :institution and (p.party in ('ORIGIN', 'DESTINATION')
                             or p.party = 'FORMER' and exists (
                                select 1 from case_move v where v.case_id = r.id and v.alliance_id = :alliance
                                   and v.institution = :institution and v.action <> 'ACKNOWLEDGE_NOTICE'))))
               /* page */),
            moved as (
            select c.*, m.* from cohort c cross join lateral (
                   select bool_or(action in ('SUBMIT', 'EMERGENCY_SUBMIT', 'PROPOSE')) as sent,
                          bool_or(action in ('SUBMIT', 'PROPOSE')) and (c.whole
                             or bool_or(ours and action in ('ACCEPT', 'DECLINE', 'FORWARD', 'ASK', 'CONSULT_FIRST'))
                             or c.destination = :institution and (c.waits or not bool_or(action = 'ACCEPT'))) as triaged,
                          min(at) filter (where action = 'ACCEPT' and ours) as accepted_at,
                          (array_agg(due_at order by version) filter (where action = 'ACCEPT' and ours))[1] as accept_due,
                          coalesce(bool_or(at > due_at and (ours and action in ('DECLINE', 'FORWARD', 'ASK', 'CONSULT_FIRST')
                             or action = 'WITHDRAW' and (c.whole or c.destination = :institution))), false)
                             as answered_late,
                          coalesce(bool_or(action = 'DECLINE' and ours), false) as declined,
                          (array_agg(reason order by version desc) filter (where action = 'DECLINE' and ours))[1]
                             as declined_for,
                          coalesce(bool_or(action = 'FORWARD' and ours), false) as forwarded,
                          (array_agg(reason order by version desc) filter (where action = 'FORWARD' and ours))[1]
                             as forwarded_for,
                          max(coalesce(happened_at, at)) filter (where action = 'ARRIVE') as arrived_at,
                          min(coalesce(happened_at, at)) filter (where action in ('RECORD_FOLLOW_UP', 'RECALL')) as seen_at,
                          min(coalesce(happened_at, at)) filter (where action = 'RECORD_DEATH') as died_at,
                          bool_or(action = 'TAKE_OPTION') as took_option,
                          min(at) filter (where action = 'TAKE_OPTION'
                             or action = 'ACKNOWLEDGE' and from_state = 'KEPT_LOCAL_PENDING_ACK') as kept_at,
                          max(at) filter (where to_state = 'CLOSED' and from_state <> 'CLOSED') as closed_at,
                          coalesce(
                             (array_agg(happened_at order by version desc) filter (where detail = 'FIRST_CONTACT'))[1],
                             max(happened_at) filter (where action = 'EMERGENCY_SUBMIT')) as first_contact,
                          (array_agg(happened_at order by version desc) filter (where detail = 'FIRST_ECG'))[1] as first_ecg,
                          coalesce((array_agg(happened_at order by version desc) filter (where detail = 'DOOR'))[1],
                             max(coalesce(happened_at, at)) filter (where action = 'ARRIVE')) as door,
                          (array_agg(happened_at order by version desc) filter (where detail = 'BALLOON'))[1] as balloon,
                          (array_agg(happened_at order by version desc) filter (where detail = 'NEEDLE'))[1] as needle
                     from (select v.*, lead(v.action) over (order by v.version) as next_action,
                                  c.whole or coalesce(v.institution = :institution, false) as ours
                             from case_move v
                            where v.alliance_id = :alliance and v.case_id = c.id) done
                    where next_action is distinct from 'UNDO' and action <> 'UNDO') m),
            fact as (
            select m.*,
                   m.here and m.arrived_at is null and (m.state in ('NOT_ARRIVED', 'GIVEN_UP_PENDING_ACK')
                      or m.closing is not distinct from 'NOT_ARRIVED') as no_show,
                   m.here and m.sent and m.direction = 'DOWN' and m.arrived_at is not null
                      and not (m.died_at < m.arrived_at + interval '7 days' and m.seen_at is null) is true as came_home,
                   coalesce(m.seen_at < m.arrived_at + interval '7 days', false) as seen_in_time,
                   coalesce(m.arrived_at + interval '7 days' <= :now, false) as week_over,
                   coalesce(m.kept_at + interval '14 days' <= :now, false) as fortnight_over,
                   m.kept_at is not null and exists (
                      select 1 from referral u
                       where u.patient_id = any (array(select p.id from patient p
                                                        where p.alliance_id = :alliance and p.person = m.person
                                                        union all select m.patient_id))
                         and u.alliance_id = :alliance and u.id <> m.id and u.direction = 'UP'
                         and u.specialty = m.specialty and not u.synthetic
                         and u.submitted_at > m.kept_at and u.submitted_at <= m.kept_at + interval '14 days'
                         and exists (select 1 from case_move s where s.alliance_id = :alliance and s.case_id = u.id
                                        and s.action in ('SUBMIT', 'EMERGENCY_SUBMIT'))) as sent_after_all,
                   m.waits and m.state in ('SUBMITTED', 'PROPOSED') and coalesce((
                      select cast(due.at as timestamptz) from deadline d
                       cross join lateral jsonb_array_elements(cast(d.plan as jsonb) #> '{limit,steps}')
                             with ordinality step (content, place)
                       join lateral jsonb_array_elements_text(cast(d.plan as jsonb) -> 'dues')
                             with ordinality due (at, place) on due.place = step.place
                       where d.alliance_id = :alliance and d.case_id = m.id and d.name in ('triage', 'proposal')
                         and cast(step.content ->> 'after' as interval) > interval '0'
                       order by step.place limit 1) < :now, false) as late,
                   to_char(m.submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month
              from moved m)
            """;

    /**
     * The same for a page of the cases, the newest first: the moves of no others are looked at. Who takes a case away has
     * it whole.
     */
    static final String PAGE_OF_FACTS = FACT.replace("/* page */", """
            and (r.submitted_at, r.id) < (:at, :before) order by r.submitted_at desc, r.id desc limit :limit""").replace("/* whole */", "true or");

    private CaseFacts() {}
}

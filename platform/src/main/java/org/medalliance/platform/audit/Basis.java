package org.medalliance.platform.audit;

import java.util.List;
import org.medalliance.platform.access.Actor;

/** The ground on which somebody acts on a case or sees it. */
public enum Basis {
    /** 当事机构: the actor's institution has a part in the case. */
    PARTY,
    /** 值班: on duty for somebody who has. */
    DUTY,
    /** 平台服务: a service of the platform, by itself. */
    SERVICE,
    /** 紧急查阅: without a part, with a reason, for a limited time. */
    BREAK_GLASS,
    /** 管理职责: the alliance's office, its auditor, the operator. */
    OFFICE;

    private static final List<String> OFFICES = List.of("alliance-admin", "operator", "auditor", "bureau-viewer");

    /** What the roles say, where nobody knows better. */
    static Basis of(Actor actor) {
        if (actor.roles().contains("service")) {
            return SERVICE;
        }
        return OFFICES.stream().anyMatch(actor.roles()::contains) ? OFFICE : PARTY;
    }
}

package org.medalliance.platform.audit;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Refusal;

/** What for. A caller names it in the header {@value #HEADER}; otherwise it follows from who the caller is. */
public enum Purpose {
    /** 诊疗 */
    TREATMENT,
    /** 质量管理 */
    QUALITY,
    /** 监督审计 */
    SUPERVISION,
    /** 运行管理 */
    OPERATION,
    /** 应患者要求 */
    PATIENT_REQUEST;

    public static final String HEADER = "X-Purpose";

    /**
     * @throws Refusal.Malformed when it is none of these
     */
    static Purpose named(String header) {
        return Arrays.stream(values())
                .filter(it -> it.name().equals(header))
                .findFirst()
                .orElseThrow(() -> new Refusal.Malformed(
                        "purpose-unknown",
                        Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    static Purpose of(@Nullable String header, Actor actor, Basis basis) {
        if (header != null) {
            return named(header);
        }
        if (actor.roles().contains("auditor")) {
            return SUPERVISION;
        }
        return basis == Basis.OFFICE || basis == Basis.SERVICE ? OPERATION : TREATMENT;
    }
}

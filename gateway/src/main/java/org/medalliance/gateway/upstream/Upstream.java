package org.medalliance.gateway.upstream;

import java.util.Locale;
import org.medalliance.gateway.problem.Words;

/** A service behind the gateway, as people call it. */
public enum Upstream {
    REFERRAL(new Words("转诊服务", "The referral service")),
    TELEMEDICINE(new Words("远程会诊服务", "The telemedicine service")),
    STAFFING(new Words("医师下派服务", "The staffing service"));

    final Words words;

    Upstream(Words words) {
        this.words = words;
    }

    /** As it stands in paths, metrics and settings. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where its API begins. */
    public String api() {
        return "/api/" + id() + "/v1";
    }
}

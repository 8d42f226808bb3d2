package org.medalliance.platform.privacy;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.crypto.Keys;
import org.medalliance.platform.crypto.Purpose;
import org.medalliance.platform.lifecycle.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** For the operator, who sees versions and numbers of rows, and neither keys nor anybody's data. */
@RestController
@RequestMapping("${alliance.api-root}/operations/keys")
class RotationController {

    private final RotationWorker worker;
    private final Keys keys;

    RotationController(RotationWorker worker, Keys keys) {
        this.worker = worker;
        this.keys = keys;
    }

    private enum Operators implements Role {
        OPERATOR
    }

    /**
     * @param version that writes
     * @param read that are read with, the one that writes first
     */
    record KeyState(Purpose purpose, int version, List<Integer> read) {}

    /**
     * @param left rows that wait to be sealed anew; with 0 everywhere an older key is needed only by what is kept for a
     *     day, and by backups
     */
    record KeyReport(String suite, List<KeyState> keys, List<RotationWorker.Rest> left) {}

    @Unaudited("Versions of keys and counts of rows.")
    @GetMapping
    @Operation(operationId = "getKeys", summary = "密钥版本与换密进度 · Versions of keys, and rows left to be sealed anew")
    Mono<KeyReport> report(Actor actor) {
        actor.require(Operators.OPERATOR);
        return worker.count().map(left -> new KeyReport(keys.suite().code(), states(), left));
    }

    private List<KeyState> states() {
        return List.of(Purpose.values()).stream()
                .map(it -> new KeyState(it, keys.current(it), keys.versions(it)))
                .toList();
    }
}

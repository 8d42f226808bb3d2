package org.medalliance.gateway.signin;

import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class MeController {

    record Me(
            @Nullable String name,
            @Nullable String alliance,
            @Nullable String institution,
            @Nullable String practitioner,
            List<String> roles) {

        static Me of(Caller caller) {
            return new Me(
                    caller.name(), caller.alliance(), caller.institution(), caller.practitioner(), caller.roles());
        }
    }

    @GetMapping("/api/me")
    Mono<ResponseEntity<Me>> me(Mono<Principal> principal) {
        return principal
                .mapNotNull(it -> Caller.of(it).orElse(null))
                .map(Me::of)
                .map(me ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(me));
    }
}

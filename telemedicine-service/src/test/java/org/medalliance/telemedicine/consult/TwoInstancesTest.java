package org.medalliance.telemedicine.consult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.telemedicine.County.at;
import static org.medalliance.telemedicine.consult.Cases.act;
import static org.medalliance.telemedicine.consult.Cases.opinion;
import static org.medalliance.telemedicine.consult.Cases.plan;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.telemedicine.Api;
import org.medalliance.telemedicine.Api.Reply;
import org.medalliance.telemedicine.County;
import org.medalliance.telemedicine.County.Alliance;
import org.medalliance.telemedicine.CountyTime;
import org.medalliance.telemedicine.SecondInstance;
import org.medalliance.telemedicine.TelemedicineTest;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Nothing here counts on being the only one, or on having been there before. */
@TelemedicineTest
class TwoInstancesTest {

    @Autowired
    County county;

    @Autowired
    JsonMapper json;

    private Alliance alliance;
    private Cases cases;

    @BeforeEach
    void monday() {
        CountyTime.TIME.set(CountyTime.MONDAY);
        alliance = county.foundWithHours();
        cases = new Cases(county, alliance);
    }

    @Test
    void rivalsAtTwoInstancesLeaveOneBookingAndWhatOneBeganTheOtherFinishes() {
        Reply drafted;
        try (var second = SecondInstance.start()) {
            var there = SecondInstance.port(second);
            var rivals = IntStream.range(0, 20)
                    .mapToObj(_ -> cases.requested("LIVE", "ROUTINE"))
                    .<Callable<Reply>>map(consult -> () -> {
                        var port = consult.id().getLeastSignificantBits() % 2 == 0 ? there : county.port();
                        var officer = new Api(port, alliance.officer(), json);
                        return act(officer, consult, "arrange", plan(at(1, "09:00"), "heart-1"));
                    })
                    .toList();
            assertThat(RivalBookingsTest.together(rivals))
                    .filteredOn(it -> it.status() == 200)
                    .hasSize(1);

            var taken = act(cases.expert("heart-2"), cases.requested("ADVICE", "URGENT"), "take", Map.of())
                    .ok();
            drafted = act(api(there, alliance.expert("heart-2")), taken, "draft-opinion", opinion("REFER_UP"))
                    .ok();
        }

        var signed = act(cases.expert("heart-2"), drafted, "sign", Map.of()).ok();

        assertThat(signed.state()).isEqualTo("SIGNED");
        assertThat(county.announced(alliance.name(), "org.medalliance.telemedicine.opinion-signed.v1"))
                .hasSize(1);
    }

    private Api api(int port, Person person) {
        return new Api(port, person, json);
    }
}

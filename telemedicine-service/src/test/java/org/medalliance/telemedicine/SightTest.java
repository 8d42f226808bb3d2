package org.medalliance.telemedicine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.BadInput;
import org.medalliance.platform.testing.ForeignEyes;
import org.medalliance.platform.testing.Samples.Sample;
import org.medalliance.telemedicine.County.Alliance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Every route that the service has, tried by those who have no part in a case, and with what it cannot take. */
@TelemedicineTest
class SightTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Autowired
    County county;

    @Autowired
    WorkerDatabase database;

    private Alliance alliance;
    private WebTestClient client;

    @BeforeEach
    void monday() {
        CountyTime.TIME.set(CountyTime.MONDAY);
        alliance = county.foundWithHours();
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + county.port())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @Test
    void anotherInstitutionSeesNothing() {
        var leaks = new ForeignEyes(client, routes)
                .leaks(
                        TelemedicineSamples.of(county, alliance),
                        ForeignEyes.at(alliance.name(), "elsewhere"),
                        ForeignEyes.at("elsewhere-county", "clinic"),
                        ForeignEyes.at("elsewhere-county", "hospital"));

        assertThat(leaks).isEmpty();
    }

    @Test
    void whatCannotBeTakenIsRefusedClearlyInBothLanguagesAndWritesNothing() {
        var bad = new BadInput(client, database);

        assertThat(TelemedicineSamples.of(county, alliance).of(routes).stream()
                        .filter(Sample::isPost)
                        .flatMap(it -> bad.faults(it).stream()))
                .isEmpty();
    }

    @Test
    void theSameRequestAgainIsTheSameAnswerAndAnotherUnderItsKeyIsRefused() {
        var bad = new BadInput(client, database);

        assertThat(TelemedicineSamples.of(county, alliance).of(routes).stream()
                        .filter(Sample::isPost)
                        .flatMap(it -> bad.repetitionFaults(it).stream()))
                .isEmpty();
    }

    @Test
    void plannersAndViewersOfAPartyReadNoPatient() {
        var consult = county.api(alliance.clinicDoctor())
                .post(
                        "/consults",
                        java.util.Map.of(
                                "patient",
                                java.util.Map.of("name", "张三丰", "sex", "MALE", "birthDate", "1960-01-01"),
                                "provider",
                                "hospital",
                                "specialty",
                                "03.04",
                                "kind",
                                "LIVE",
                                "priority",
                                "ROUTINE",
                                "question",
                                "胸闷",
                                "consent",
                                true))
                .ok();

        for (var path : new String[] {"", "/timeline", "/opinion"}) {
            var reply = county.api(alliance.planner()).get("/consults/" + consult.id() + path);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.text()).doesNotContain("张三丰");
        }
        assertThat(county.api(alliance.planner()).get("/consults?side=provider").status())
                .isEqualTo(403);
    }

    @Test
    void aQueryThatCannotBeReadIsRefused() {
        var doctor = county.api(alliance.clinicDoctor());
        for (var query : new String[] {
            "/consults",
            "/consults?side=OWNER",
            "/consults?side=requester&state=LOST",
            "/consults?side=requester&limit=0",
            "/consults?side=requester&cursor=YQ",
            "/consults/1",
            "/slots",
            "/slots?provider=hospital&specialty=heart",
            "/slots?provider=%00&specialty=03.04"
        }) {
            assertThat(doctor.get(query).status()).as(query).isEqualTo(400);
        }
    }
}

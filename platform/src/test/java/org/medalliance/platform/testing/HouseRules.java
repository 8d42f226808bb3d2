package org.medalliance.platform.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.medalliance.platform.web.Command;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/**
 * The rules of the house, for platform and services alike:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "org.medalliance.referral", importOptions = DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     @ArchTest
 *     static final ArchTests house = ArchTests.in(HouseRules.class);
 *
 *     @ArchTest
 *     static final ArchRule domain = HouseRules.plainJava("org.medalliance.referral.Referral", ...);
 * }
 * }</pre>
 */
public final class HouseRules {

    private static final String PLATFORM = "org.medalliance.platform..";

    /**
     * Spring calls such a method once and subscribes to its publisher again and again: a time that is read while the
     * publisher is put together stays the time of the start.
     */
    @ArchTest
    static final ArchRule scheduledPublishersAreDeferred = methods()
            .that()
            .areAnnotatedWith(Scheduled.class)
            .and()
            .doNotHaveRawReturnType(void.class)
            .should(deferTheirWork())
            .allowEmptyShould(true);

    private static final Set<String> OWN_CLOCK = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.Year",
            "java.time.YearMonth");

    @ArchTest
    public static final ArchRule platformKnowsNoService = noClasses()
            .that()
            .resideInAPackage(PLATFORM)
            .should()
            .dependOnClassesThat(describe(
                    "belong to a service, the gateway or the runner",
                    it -> it.getPackageName().startsWith("org.medalliance.")
                            && !it.getPackageName().startsWith("org.medalliance.platform")))
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule servicesKnowNoOtherService = classes()
            .that()
            .resideOutsideOfPackage(PLATFORM)
            .should(dependOnNoOtherModule())
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule recordsHaveNamesOfTheirOwn = classes()
            .that()
            .areRecords()
            .and()
            .doNotHaveSimpleName("Row")
            .should(haveASimpleNameOfTheirOwn())
            .because(
                    "two records of one name are one schema in the service's OpenAPI document, and one of them is lost")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule nobodySubscribes = noClasses()
            .should()
            .callMethodWhere(describe(
                    "subscribe to a publisher",
                    (JavaMethodCall call) -> call.getName().equals("subscribe")
                            && call.getTargetOwner().isAssignableTo(Publisher.class)))
            .because("a pipeline that nobody waits for fails without a word");

    @ArchTest
    public static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule controllersStayInside = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .bePackagePrivate()
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule everyPostIsSafeToRepeat = methods()
            .that()
            .areAnnotatedWith(PostMapping.class)
            .should(takeACommand())
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule answersAreWholeBeforeTheyAreSent = methods()
            .that()
            .areAnnotatedWith(GetMapping.class)
            .and(describe("produce no event stream", HouseRules::isNoEventStream))
            .should()
            .notHaveRawReturnType(assignableTo(Flux.class))
            .allowEmptyShould(true)
            .because("a body that is written row by row carries a client's cancel past the shield to the connection");

    @ArchTest
    public static final ArchRule listenersBlock = methods()
            .that()
            .areAnnotatedWith(KafkaListener.class)
            .should()
            .haveRawReturnType(void.class)
            .allowEmptyShould(true)
            .because("a listener that returns a publisher runs a partition's records side by side and commits out of"
                    + " order, and spring-kafka has lost failed ones under it (its issue 4504)");

    @ArchTest
    public static final ArchRule rowsAreReachedThroughTheAlliance = noClasses()
            .that()
            .resideOutsideOfPackage(PLATFORM)
            .should(dependOnTheDatabaseClient())
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule thereIsOneClock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.medalliance.platform.time.TimeConfiguration")
            .should()
            .callMethodWhere(describe("read a clock of their own", HouseRules::readsAClockOfItsOwn));

    @ArchTest
    public static final ArchRule everyPackageIsNullMarked = classes()
            .that(describe("are no package-info", it -> !it.getSimpleName().equals("package-info")))
            .should(liveInANullMarkedPackage());

    private HouseRules() {}

    /** Domain classes, by full name or by package with {@code ..}: they know the JDK, one another and lifecycles. */
    public static ArchRule plainJava(String... domain) {
        var ours = describe("domain", (JavaClass it) -> isOneOf(it, domain));
        DescribedPredicate<JavaClass> allowed = describe(
                "JDK, lifecycle or domain",
                it -> it.getPackageName().startsWith("java.")
                        || it.isPrimitive()
                        || it.isArray()
                        || it.getPackageName().equals("org.medalliance.platform.lifecycle")
                        || it.getPackageName().equals("org.jspecify.annotations")
                        || ours.test(it));
        return classes().that(ours).should().onlyDependOnClassesThat(allowed);
    }

    private static boolean isOneOf(JavaClass candidate, String... domain) {
        for (var name : domain) {
            var plain = name.replace("..", "");
            if (name.endsWith("..") ? candidate.getPackageName().startsWith(plain) : isIn(candidate, plain)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(JavaClass candidate, String name) {
        return candidate.getName().equals(name) || candidate.getName().startsWith(name + "$");
    }

    private static boolean isNoEventStream(JavaMethod method) {
        return !List.of(method.getAnnotationOfType(GetMapping.class).produces())
                .contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    private static ArchCondition<JavaClass> haveASimpleNameOfTheirOwn() {
        return new ArchCondition<>("have a simple name of their own") {
            private Map<String, List<JavaClass>> bySimpleName = Map.of();

            @Override
            public void init(Collection<JavaClass> all) {
                bySimpleName = all.stream().collect(Collectors.groupingBy(JavaClass::getSimpleName));
            }

            @Override
            public void check(JavaClass it, ConditionEvents events) {
                var namesakes = bySimpleName.getOrDefault(it.getSimpleName(), List.of());
                if (namesakes.size() > 1) {
                    events.add(SimpleConditionEvent.violated(it, it.getName() + " has a namesake among " + namesakes));
                }
            }
        };
    }

    private static boolean readsAClockOfItsOwn(JavaMethodCall call) {
        var owner = call.getTargetOwner().getName();
        var arguments = call.getTarget().getRawParameterTypes();
        return switch (call.getName()) {
            case "now" ->
                OWN_CLOCK.contains(owner) && arguments.stream().noneMatch(it -> it.isEquivalentTo(Clock.class));
            case "currentTimeMillis" -> owner.equals("java.lang.System");
            case "systemUTC", "systemDefaultZone", "system" -> owner.equals("java.time.Clock");
            default -> false;
        };
    }

    private static ArchCondition<JavaMethod> deferTheirWork() {
        return new ArchCondition<>("defer their work to each subscription") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                var defers = method.getMethodCallsFromSelf().stream()
                        .anyMatch(it -> it.getTarget().getName().equals("defer"));
                events.add(new SimpleConditionEvent(method, defers, method.getFullName()));
            }
        };
    }

    private static ArchCondition<JavaMethod> takeACommand() {
        return new ArchCondition<>("take a Command") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                var takes = method.getRawParameterTypes().stream().anyMatch(it -> it.isEquivalentTo(Command.class));
                events.add(new SimpleConditionEvent(method, takes, method.getFullName()));
            }
        };
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName()));
            }
        };
    }

    private static ArchCondition<JavaClass> dependOnTheDatabaseClient() {
        return new ArchCondition<>("use DatabaseClient instead of AllianceDatabase") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var uses = type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(it -> it.getTargetClass().isAssignableTo(DatabaseClient.class));
                events.add(new SimpleConditionEvent(type, uses, type.getName()));
            }
        };
    }

    private static ArchCondition<JavaClass> dependOnNoOtherModule() {
        return new ArchCondition<>("know no other service") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var own = module(type);
                type.getDirectDependenciesFromSelf().stream()
                        .map(it -> it.getTargetClass().getBaseComponentType())
                        .filter(it -> it.getPackageName().startsWith("org.medalliance."))
                        .filter(it -> !Set.of(own, "platform").contains(module(it)))
                        .forEach(it -> events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " knows " + it.getName())));
            }
        };
    }

    private static String module(JavaClass type) {
        var parts = type.getPackageName().split("\\.");
        return parts.length < 3 ? "" : parts[2];
    }
}

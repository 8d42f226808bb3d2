package org.medalliance.platform.lifecycle;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders a lifecycle table for people: a Mermaid state diagram and a Markdown table, in the table's own order. */
public final class LifecycleDocument {

    private LifecycleDocument() {}

    public static <S extends Enum<S>, A extends Enum<A>> String of(String title, Lifecycle<S, A> lifecycle) {
        return """
                # %s

                Generated from the lifecycle table; a test keeps it true.

                ```mermaid
                stateDiagram-v2
                %s
                ```

                | from | action | who | to | needs | only when | event |
                | --- | --- | --- | --- | --- | --- | --- |
                %s
                """.formatted(
                        title,
                        lines(lifecycle.rules().stream().flatMap(LifecycleDocument::arrows)),
                        lines(lifecycle.rules().stream().map(LifecycleDocument::row)));
    }

    private static String lines(Stream<String> lines) {
        return lines.distinct().collect(Collectors.joining("\n"));
    }

    private static <S extends Enum<S>> Stream<String> arrows(Rule<S, ?> rule) {
        return sources(rule).flatMap(from -> targets(rule, from).map(to -> "  %s --> %s: %s"
                .formatted(from, to, Offer.kebab(rule.action().name()))));
    }

    private static Stream<String> sources(Rule<?, ?> rule) {
        return rule.opens() ? Stream.of("[*]") : names(rule.from()).stream();
    }

    private static Stream<String> targets(Rule<?, ?> rule, String from) {
        return rule.to().isEmpty() ? Stream.of(from) : names(rule.to()).stream();
    }

    private static String row(Rule<?, ?> rule) {
        return "| %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        rule.opens() ? "-" : String.join(", ", names(rule.from())),
                        Offer.kebab(rule.action().name()),
                        rule.isDoneByThePlatform() ? "(the platform)" : who(rule.by()),
                        rule.to().isEmpty() ? "stays" : String.join(" or ", names(rule.to())),
                        rule.needs().stream().map(it -> Offer.kebab(it.name())).collect(Collectors.joining(", ")),
                        rule.guards().stream().map(it -> Offer.kebab(it.name())).collect(Collectors.joining(", ")),
                        rule.announces() == null ? "" : "`%s`".formatted(rule.announces()));
    }

    private static String who(List<Rule.By> by) {
        return by.stream()
                .map(it -> "%s: %s"
                        .formatted(
                                Offer.kebab(it.party().name()),
                                it.roles().stream()
                                        .map(Role::authority)
                                        .sorted()
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("; "));
    }

    private static List<String> names(Set<? extends Enum<?>> states) {
        return states.stream()
                .sorted(Comparator.comparingInt(Enum::ordinal))
                .map(Enum::name)
                .toList();
    }
}

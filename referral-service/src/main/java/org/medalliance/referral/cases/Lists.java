package org.medalliance.referral.cases;

import java.util.List;
import java.util.stream.Stream;

/** Lists that are not changed but made anew. */
final class Lists {

    private Lists() {}

    @SafeVarargs
    static <T> List<T> plus(List<T> list, T... more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }

    static <T> List<T> replaced(List<T> list, int index, T by) {
        return Stream.of(list.subList(0, index), List.of(by), list.subList(index + 1, list.size()))
                .flatMap(List::stream)
                .toList();
    }
}

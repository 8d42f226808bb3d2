package org.medalliance.local.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.medalliance.local.process.LocalFailure;

/** The words behind a bench's name: each is taken once, and what is left over is a typing error. */
public final class Flags {

    private final List<String> left;
    private final String usage;

    public Flags(List<String> words, String usage) {
        this.left = new ArrayList<>(words);
        this.usage = usage;
    }

    public boolean has(String name) {
        return left.remove(name);
    }

    public int number(String name, int usual) {
        return numbers(name, List.of(usual)).getFirst();
    }

    /** With commas between them. */
    public List<Integer> numbers(String name, List<Integer> usual) {
        var at = left.indexOf(name);
        if (at < 0) {
            return usual;
        }
        left.remove(at);
        try {
            return Stream.of(left.remove(at).split(",")).map(Integer::valueOf).toList();
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new LocalFailure("%s 后应为整数 | must be followed by a whole number: %s".formatted(name, usage), e);
        }
    }

    /** After the last one. */
    public void requireNothingLeft() {
        if (!left.isEmpty()) {
            throw new LocalFailure("不认识的参数 %s，用法 | unknown argument, usage: %s".formatted(left.getFirst(), usage));
        }
    }
}

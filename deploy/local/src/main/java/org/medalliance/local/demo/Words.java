package org.medalliance.local.demo;

/** One thing said in both languages. */
public record Words(String chinese, String english) {

    public static Words of(String chinese, String english) {
        return new Words(chinese, english);
    }

    /** The same in both: a number, a code, a name. */
    static Words same(String text) {
        return new Words(text, text);
    }

    String in(Language language) {
        return switch (language) {
            case CHINESE -> chinese;
            case ENGLISH -> english;
        };
    }
}

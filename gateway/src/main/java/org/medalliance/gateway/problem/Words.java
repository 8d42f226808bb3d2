package org.medalliance.gateway.problem;

/** One saying in both languages of the platform. */
public record Words(String chinese, String english) {

    String in(Language language) {
        return switch (language) {
            case CHINESE -> chinese;
            case ENGLISH -> english;
        };
    }
}

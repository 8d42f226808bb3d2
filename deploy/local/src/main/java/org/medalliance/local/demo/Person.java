package org.medalliance.local.demo;

/**
 * Somebody of the demo county, as the token says.
 *
 * @param user the account
 * @param institution the directory's id
 * @param place the institution's name
 */
public record Person(String user, String name, String institution, Words place, Words role) {

    String told(Language language) {
        return switch (language) {
            case CHINESE -> "%s %s（%s）".formatted(place.chinese(), name, role.chinese());
            case ENGLISH -> "%s %s (%s)".formatted(place.english(), name, role.english());
        };
    }
}

package org.medalliance.local.county;

enum Sex {
    MALE,
    FEMALE
}

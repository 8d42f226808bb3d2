package org.medalliance.platform;

/** A service of one table, for the platform's own tests. */
@AllianceService
class PlatformApplication {}

/** Replicas of staffing's directory: this service goes on working when staffing is away. */
@NullMarked
package org.medalliance.referral.directory;

import org.jspecify.annotations.NullMarked;

/** The coded reasons of an alliance: who may use which, and when a comment must stand beside it. */
@NullMarked
package org.medalliance.referral.reason;

import org.jspecify.annotations.NullMarked;

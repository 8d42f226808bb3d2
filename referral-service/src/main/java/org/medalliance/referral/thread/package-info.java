/** What the parties of a case say to one another beside its moves. */
@NullMarked
package org.medalliance.referral.thread;

import org.jspecify.annotations.NullMarked;

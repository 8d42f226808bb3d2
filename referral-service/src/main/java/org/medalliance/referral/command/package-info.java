/** What the commands bring, and what is checked of it before anything is looked up. */
@NullMarked
package org.medalliance.referral.command;

import org.jspecify.annotations.NullMarked;

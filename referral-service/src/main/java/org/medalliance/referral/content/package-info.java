/** What a referral is made of: the words that its commands, its stored form and its views share. */
@NullMarked
package org.medalliance.referral.content;

import org.jspecify.annotations.NullMarked;

/** What every exchange has: an id, safe headers, honest addresses. */
@NullMarked
package org.medalliance.gateway.web;

import org.jspecify.annotations.NullMarked;

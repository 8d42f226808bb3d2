/** The platform's own tables, brought up before the service's. */
@NullMarked
package org.medalliance.platform.schema;

import org.jspecify.annotations.NullMarked;

/** What this service knows of staffing's directory, also while staffing is away. */
@NullMarked
package org.medalliance.telemedicine.directory;

import org.jspecify.annotations.NullMarked;

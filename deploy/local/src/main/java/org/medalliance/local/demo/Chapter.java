package org.medalliance.local.demo;

/** One part of the morning. */
interface Chapter {

    Words title();

    /**
     * @throws StoryBroken at the first step or effect that is not as it should be
     */
    void play(Scene scene);
}

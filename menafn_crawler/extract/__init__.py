"""From the page of an article to the article: ``parse`` and ``normalise`` as one step, here or in a process beside."""

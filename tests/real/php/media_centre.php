<?php
// A plugin that adds a type of post.
add_action('init', fn () => register_post_type('press_release', [
    'public' => true, 'label' => 'Press releases', 'has_archive' => 'media-centre', 'show_in_rest' => true,
    'rest_base' => 'press-releases', 'rewrite' => ['slug' => 'media-centre', 'with_front' => false],
    'supports' => ['title', 'editor', 'excerpt']]));

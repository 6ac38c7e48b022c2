<?php
// $data: a slug.
$post = get_page_by_path($data, OBJECT, ['post', 'press_release']);
if (!$post || !wp_trash_post($post->ID)) { throw new Exception("nothing to trash: $data"); }

<?php
// $data: slug, fields.
$post = get_page_by_path($data['slug'], OBJECT, ['post', 'press_release'])
    ?? get_page_by_path($data['slug'] . '__trashed', OBJECT, ['post', 'press_release']);
if (!$post) { throw new Exception("nothing to update: $data[slug]"); }
if ($post->post_status === 'trash') { wp_untrash_post($post->ID); }
if (!wp_update_post(wp_slash(['ID' => $post->ID, 'edit_date' => true] + $data['fields']))) {
    throw new Exception("not updated: $data[slug]");
}

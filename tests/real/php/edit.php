<?php
// $data: slug, was, becomes.
$post = get_page_by_path($data['slug'], OBJECT, ['post', 'press_release']);
[$was, $becomes] = array_map(fn ($words) => htmlspecialchars($words, ENT_NOQUOTES), [$data['was'], $data['becomes']]);
if (!$post || substr_count($post->post_content, $was) !== 1) { throw new Exception("nothing to edit: $was"); }
$content = str_replace($was, $becomes, $post->post_content);
wp_update_post(wp_slash(['ID' => $post->ID, 'post_content' => $content]));

<?php
// $data: posts, as in wordpress.Post.
wp_defer_term_counting(true);
foreach ($data as $post) {
    $local = get_date_from_gmt($post['published']);
    $id = wp_insert_post(wp_slash([
        'post_type' => $post['kind'], 'post_status' => 'publish', 'post_name' => $post['slug'],
        'post_title' => $post['title'], 'post_excerpt' => $post['standfirst'], 'post_content' => $post['content'],
        'post_date_gmt' => $post['published'], 'post_date' => $local,
    ]), true);
    if (is_wp_error($id) || get_post_status($id) !== 'publish') { throw new Exception("not published: $post[slug]"); }
}
wp_defer_term_counting(false);

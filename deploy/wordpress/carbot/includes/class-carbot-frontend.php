<?php
/**
 * The script tag and the shortcode.
 *
 * @package CarBot
 */

defined( 'ABSPATH' ) || exit;

/**
 * What visitors get.
 */
final class CarBot_Frontend {

	const HANDLE = 'carbot';
	const OPENER = 'carbot-open';

	/**
	 * Hooks into WordPress.
	 */
	public function register() {
		add_action( 'wp_enqueue_scripts', array( $this, 'enqueue' ) );
		add_filter( 'script_loader_tag', array( $this, 'add_attributes' ), 10, 2 );
		add_shortcode( 'carbot', array( $this, 'shortcode' ) );
	}

	/**
	 * Makes the script known, and adds it where the chat is shown on every page.
	 */
	public function enqueue() {
		$options = CarBot_Options::read();
		if ( ! CarBot_Options::are_complete( $options ) ) {
			return;
		}
		$args = array(
			'strategy'  => 'async',
			'in_footer' => true,
		);
		// The server decides how long its script is kept, so it has no version of ours.
		wp_register_script( self::HANDLE, $options['server'] . '/widget.js', array(), null, $args ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
		wp_register_script( self::OPENER, plugins_url( 'assets/open.js', CARBOT_FILE ), array(), CARBOT_VERSION, $args );
		if ( 'everywhere' === $options['scope'] ) {
			wp_enqueue_script( self::HANDLE );
		}
	}

	/**
	 * Says in the tag what the bubble must know.
	 *
	 * @param string $tag    The script tag.
	 * @param string $handle Its script.
	 * @return string
	 */
	public function add_attributes( $tag, $handle ) {
		if ( self::HANDLE !== $handle ) {
			return $tag;
		}
		$options   = CarBot_Options::read();
		$processor = new WP_HTML_Tag_Processor( $tag );
		if ( ! $processor->next_tag( 'script' ) ) {
			return $tag;
		}
		$processor->set_attribute( 'async', true );
		foreach ( array( 'client_key', 'position', 'primary_color', 'locale', 'label' ) as $name ) {
			if ( '' !== $options[ $name ] ) {
				$processor->set_attribute( 'data-' . str_replace( '_', '-', $name ), $options[ $name ] );
			}
		}
		return $processor->get_updated_html();
	}

	/**
	 * `[carbot]` shows the chat on its page, `[carbot label="…" message="…"]` also a button that
	 * opens it, with a message in the input.
	 *
	 * @param array<string, string>|string $attributes Attributes of the shortcode.
	 * @return string
	 */
	public function shortcode( $attributes ) {
		if ( ! CarBot_Options::are_complete( CarBot_Options::read() ) ) {
			return '';
		}
		$attributes = shortcode_atts(
			array(
				'label'   => '',
				'message' => '',
			),
			$attributes,
			'carbot'
		);
		wp_enqueue_script( self::HANDLE );
		if ( '' === $attributes['label'] ) {
			return '';
		}
		wp_enqueue_script( self::OPENER );
		return sprintf(
			'<button type="button" class="wp-element-button" data-carbot-open="%s">%s</button>',
			esc_attr( $attributes['message'] ),
			esc_html( $attributes['label'] )
		);
	}
}
